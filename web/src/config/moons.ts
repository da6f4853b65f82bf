// Six networks on the same moons: what the documents do with 60 points, and what the experiment "moons-hidden-units" does
// on the command line.

export const HIDDEN_UNITS = [1, 2, 4, 10, 20, 50] as const;
export const ITERATIONS = 30_000;
/** Iterations between two entries of the log. */
export const LOG_EVERY = 100;
export const MOONS_DATA = "moons:n=60,noise=1,seed=1";
export const MOONS_SEED = 1;
/** The plane is shown from −view to view. */
export const MOONS_VIEW = 4;
/** Cells along an edge of a picture. */
export const MOONS_RESOLUTION = 60;

/** 0.1 on a cost that adds up two outputs; the library's loss is their mean. */
export const LEARNING_RATE = 2 * 0.1;
