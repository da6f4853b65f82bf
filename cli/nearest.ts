import { distance } from "fastest-levenshtein";

/** What was probably meant: the candidate with the fewest letters changed, unless it is another word altogether. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const begins = candidates.filter((candidate) => word.length > 2 && candidate.startsWith(word));
  if (begins.length === 1) return begins[0];
  const ranked = candidates
    .map((candidate) => ({ candidate, letters: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.letters - b.letters);
  const best = ranked[0];
  return best && best.letters <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}
