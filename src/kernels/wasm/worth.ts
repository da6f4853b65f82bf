// When threads pay. Measured on two cores: to hand a call to workers that are awake costs some 2 µs, to wake them some 10 µs and
// more until they come; a call must take several times as long for two threads to be faster than one.

/** Multiply-adds of a training step's forward pass below which a model is left on one thread: none of its calls is worth it. */
const LEAST_STEP = 3e6;
/** The batch that a model is taken to be meant for, if that is not said. */
const USUAL_BATCH = 32;

/** Whether a model has any calls that are worth sharing.
 *  @param multiplyAdds of one sample's forward pass */
export const worthThreads = (multiplyAdds: number, batchSize = USUAL_BATCH): boolean =>
  multiplyAdds * batchSize >= LEAST_STEP;
