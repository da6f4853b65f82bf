// A small picture of what an experiment is about, drawn for its topic.
import type { Experiment, Topic } from "../../../../experiments/index.js";

const PICTURES: Record<Topic, readonly (readonly [kind: string, path: string])[]> = {
  neuron: [
    ["axis", "M8 50H88M48 8V54"],
    ["a", "M8 48C36 48 44 44 48 30S60 12 88 12"],
    ["b", "M8 30H48L88 12"],
  ],
  nonlinearity: [
    [
      "fill-a",
      "M16 20a4 4 0 1 0 8 0a4 4 0 1 0-8 0ZM26 34a4 4 0 1 0 8 0a4 4 0 1 0-8 0ZM40 42a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
    ],
    ["fill-b", "M52 12h8v8h-8ZM64 22h8v8h-8ZM72 38h8v8h-8Z"],
    ["axis", "M34 8C36 30 56 30 62 54"],
  ],
  gradients: [
    [
      "axis",
      "M18 18L48 18M18 44L48 44M18 18L48 44M18 44L48 18M48 18L78 18M48 44L78 44M48 18L78 44M48 44L78 18",
    ],
    ["fill-a", "M12 18a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM12 44a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z"],
    ["fill-b", "M72 18a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM72 44a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z"],
    ["fill-c", "M42 18a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM42 44a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z"],
  ],
  descent: [
    ["axis", "M48 31m-38 0a38 22 0 1 0 76 0a38 22 0 1 0-76 0M48 31m-24 0a24 13 0 1 0 48 0a24 13 0 1 0-48 0"],
    ["a", "M14 14L30 44L38 20L44 36L47 30"],
    ["fill-b", "M45 31a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z"],
  ],
  start: [
    ["fill-a", "M10 54V48H18V54ZM20 54V40H28V54ZM30 54V24H38V54Z"],
    ["fill-b", "M40 54V12H48V54ZM50 54V16H58V54Z"],
    ["fill-c", "M60 54V30H68V54ZM70 54V44H78V54ZM80 54V50H88V54Z"],
  ],
  digits: [
    ["axis", "M12 10H52V54H12Z"],
    ["a", "M22 18H42L30 46"],
    ["fill-b", "M60 16H88V22H60ZM60 42H68V48H60Z"],
    ["fill-c", "M60 29H74V35H60Z"],
  ],
  generalising: [
    ["axis", "M10 8V54H90"],
    ["a", "M12 14C26 40 50 48 88 50"],
    ["b", "M12 16C26 34 44 38 54 34S76 26 88 20"],
  ],
  images: [
    ["axis", "M12 10H52V50H12ZM12 20H52M12 30H52M12 40H52M22 10V50M32 10V50M42 10V50"],
    ["fill-a", "M22 20H42V40H22Z"],
    ["fill-b", "M68 24H82V38H68Z"],
    ["axis", "M42 20L68 24M42 40L68 38"],
  ],
};

export function Thumbnail({ experiment }: { experiment: Experiment }) {
  return (
    <svg class="experiment-thumbnail" viewBox="0 0 96 62" aria-hidden="true">
      {PICTURES[experiment.topic].map(([kind, path], i) => (
        <path key={i} class={kind} d={path} />
      ))}
    </svg>
  );
}
