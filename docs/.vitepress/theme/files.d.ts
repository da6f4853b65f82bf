declare module "*.png" {
  /** Where the file is in the site. */
  const address: string;
  export default address;
}
declare module "*.css" {}
