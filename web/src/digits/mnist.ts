// The full MNIST, which does not come with the page: from `chainrule open`, where the page is served by it.
import { ChainruleError } from "chainrule";
import { type Dataset, mnistDataset, type TrainTest } from "chainrule/data";

/** Fetches all 70,000 digits from the server that the page came from.
 *  @param base the address of the page
 *  Errors    E_IO it has none; E_FORMAT */
export async function fetchMnist(base: string): Promise<Required<TrainTest>> {
  const part = async (name: string): Promise<Dataset> => {
    const files = [`${name}-images-idx3-ubyte`, `${name}-labels-idx1-ubyte`];
    const [images, labels] = await Promise.all(files.map((file) => fetchFile(file, base)));
    return mnistDataset(images, labels, `mnist ${name}`);
  };
  const [train, test] = await Promise.all([part("train"), part("t10k")]);
  return { train, test };
}

async function fetchFile(file: string, base: string): Promise<Uint8Array> {
  const response = await fetch(new URL(`/api/data/mnist/${file}`, base)).catch(() => undefined);
  if (response?.ok) return new Uint8Array(await response.arrayBuffer());
  throw new ChainruleError("E_IO", {
    where: "mnist",
    expected: "the 70,000 digits, from `chainrule open`",
    got: response === undefined ? "no answer" : `status ${response.status}`,
    remedy: "Run `chainrule data get mnist`, then `chainrule open`. The 10,000 digits need neither.",
  });
}
