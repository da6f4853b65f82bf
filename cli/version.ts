/** The version of the package. Not taken from the library, which takes longer to load than --version should; a test holds
 *  it to package.json. */
export const VERSION = "0.1.0";
