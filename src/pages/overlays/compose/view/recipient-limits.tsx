import { isOutside } from "../../../../domain/organisation";
import { isAboveDefault, type MessageClass } from "../../../../domain/trust/message-class";
import { Icon } from "../../../components/icon";
import { t, tData } from "../../../i18n";
import { lazily } from "../../frame/lazily";
import type { ComposeModel } from "../compose-model";
import { allAddresses } from "../state/recipient-keys";

/** The choice itself comes when it is asked for. */
const Choice = lazily(() => import("./class-choice").then((part) => part.ClassChoice));

/** The user never is outside. */
export const isOutsider = ({ session, keys }: ComposeModel, address: string): boolean =>
  isOutside(address, session.settings.managed.domains) && keys.of(address).state?.state !== "own";

/** What is asked of everybody, one sentence for each thing. */
export const classWords = ({ level, inside }: MessageClass): string[] =>
  inside ? [tData(`class_${level === "anyone" ? "key" : level}`), t("class_inside")] : [tData(`class_${level}`)];

/** What is asked of everybody it goes to, and how many of them are strangers to the organisation. */
export function RecipientLimits({ model }: { model: ComposeModel }) {
  const least = model.least.value;
  const count = allAddresses(model.recipients.value).filter((address) => isOutsider(model, address)).length;
  const asked = isAboveDefault(least) ? classWords(least) : [];
  return (
    <>
      {asked.length + count > 0 && (
        <p class="line small limits">
          {asked.map((word) => (
            <span key={word}>
              <Icon name="person" size={14} />
              {word}
            </span>
          ))}
          {count > 0 && (
            <span class="text-d">
              <Icon name="globe" size={14} />
              {t(count === 1 ? "outside_one" : "outside_count", { count })}
            </span>
          )}
        </p>
      )}
      {model.choosingClass.value && <Choice model={model} />}
    </>
  );
}
