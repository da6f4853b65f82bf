/** What one types to call this command line: started by npm, it is not on the shell's path. */
export const program = process.env.npm_execpath === undefined ? "chainrule" : "npx chainrule";
