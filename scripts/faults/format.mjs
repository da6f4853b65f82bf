const at = (file, breaks, text, fault) => ({ file: `src/${file}`, breaks, text, fault });

export default [
  at(
    "format/safetensors.ts",
    "the length of the header is written with the most significant byte first",
    "BigInt(headerLength), true)",
    "BigInt(headerLength), false)",
  ),
  at(
    "format/safetensors.ts",
    "offsets count numbers instead of bytes",
    "end += data.byteLength;",
    "end += data.length;",
  ),
  at(
    "format/safetensors.ts",
    "a hole between two tensors is let pass",
    "if (begin !== filled)",
    "if (begin < filled)",
  ),
  at(
    "format/dtypes.ts",
    "half floats read with the most significant byte first",
    "view.getUint16(2 * i, true)",
    "view.getUint16(2 * i)",
  ),
  at(
    "format/dtypes.ts",
    "float64 at an odd multiple of four bytes",
    "bytes.byteOffset % size === 0",
    "bytes.byteOffset % 4 === 0",
  ),
  at(
    "model/load.ts",
    "a transposed tensor is taken for the right one",
    "!sameShape(stored.shape, shape)",
    "stored.data.length !== value.length",
  ),

  at(
    "format/safetensors.ts",
    "the numbers begin wherever the header ends, so that none can be read in place",
    "Math.ceil(json.length / 8) * 8",
    "json.length",
  ),
  at(
    "format/safetensors.ts",
    "a header may claim more bytes than there are",
    "claimed > BigInt(most)",
    "claimed > BigInt(MAX_HEADER)",
  ),
  at(
    "format/json.ts",
    "of a name that stands twice, the last counts",
    "if (names.has(name)) this.#refuse(",
    "if (name === undefined) this.#refuse(",
  ),
  at(
    "model/load.ts",
    "a model forgets what its outputs mean when it is loaded",
    'model.output = OUTPUTS.find((known) => known === output) ?? "none";',
    'model.output = "none";',
  ),
];
