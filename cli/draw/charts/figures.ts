export { figure } from "../../../experiments/index.js";
