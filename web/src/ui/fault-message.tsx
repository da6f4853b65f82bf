// What went wrong, in the language of the page.
import { type FaultText, faultText } from "../i18n/faults.ts";
import { type Key, t } from "../i18n/index.ts";
import type { Fault } from "../protocol/messages.ts";

/** The words of the library, where they are not all translated. */
export const Original = ({ original }: Pick<FaultText, "original">) =>
  original === undefined ? null : (
    <details class="original">
      <summary>{t("fault.original")}</summary>
      <p lang="en">{original}</p>
    </details>
  );

export function FaultMessage({ fault, frame, testid }: { fault: Fault; frame: Key; testid: string }) {
  const { text, original } = faultText(fault, frame);
  return (
    <div class="fault" role="alert" data-testid={testid}>
      {text}
      <Original original={original} />
    </div>
  );
}
