/** A text in which what stands between backticks is code. */
export const WithCode = ({ text }: { text: string }) => (
  <>{text.split("`").map((part, i) => (i % 2 === 0 ? part : <code key={i}>{part}</code>))}</>
);
