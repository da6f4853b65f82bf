// How a comparison stands beside its goals.
import { peers } from "./peers/process.mjs";
import { workloads } from "./workloads.mjs";

const python = new Set(["numpy", "torch"]);
const javascript = new Set(peers.filter((peer) => peer.javascript).map(({ id }) => id));

/** The fastest of those that do the same work, as far as that can be told. */
function fastest(entries, ids) {
  const able = entries.filter(
    ({ id, ratio, note, sameWork }) => ids.has(id) && ratio && !note && sameWork !== false,
  );
  return able.sort((a, b) => a.ratio - b.ratio)[0];
}

/** `{ against, name, ratio, goal }` for each goal of a training comparison. */
export function goalsOf({ workload, threads, entries }) {
  const { goals } = workloads.find(({ name }) => name === workload);
  const wanted = [
    {
      against: "NumPy, PyTorch",
      rival: fastest(entries, python),
      goal: threads === 1 ? goals.one : goals.all,
    },
    {
      against: "JavaScript",
      rival: fastest(entries, javascript),
      goal: threads === 1 ? goals.js : undefined,
    },
  ];
  return wanted
    .filter(({ rival }) => rival)
    .map(({ against, rival, goal }) => ({ against, name: rival.name, ratio: rival.ratio, goal }));
}
