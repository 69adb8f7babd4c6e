import { useId } from "preact/hooks";
import { MARK_COLOURS, MARK_SYMBOLS, type SecurityMark } from "../../../domain/security-mark";
import { t, tData } from "../../i18n";
import { Radio } from "../controls";
import { Mark } from "../mark";

const sameMark = (a: SecurityMark, b: SecurityMark): boolean => a.symbol === b.symbol && a.colour === b.colour;

/** Six marks to choose from, each symbol and each colour once; `turn` (0-5) pairs them differently for each user. */
export const marksFor = (turn: number): SecurityMark[] =>
  MARK_SYMBOLS.map((symbol, index) => ({ symbol, colour: MARK_COLOURS[(index + turn) % MARK_COLOURS.length]! }));

/** The pairing that contains a mark. */
export const turnOf = (mark: SecurityMark): number =>
  (MARK_COLOURS.indexOf(mark.colour) - MARK_SYMBOLS.indexOf(mark.symbol) + MARK_COLOURS.length) % MARK_COLOURS.length;

interface MarkChoiceProps {
  readonly legend: string;
  readonly marks: readonly SecurityMark[];
  readonly value: SecurityMark;
  readonly onChoose: (mark: SecurityMark) => void;
}

export function MarkChoice({ legend, marks, value, onChoose }: MarkChoiceProps) {
  const name = useId();
  return (
    <fieldset class="marks">
      <legend class="muted small">{legend}</legend>
      {marks.map((mark) => (
        <label key={`${mark.symbol}-${mark.colour}`} title={tData(`mark_${mark.symbol}`)}>
          <Radio
            class="visually-hidden"
            among={name}
            checked={sameMark(mark, value)}
            aria-label={t("mark_option", {
              symbol: tData(`mark_${mark.symbol}`),
              colour: tData(`colour_${mark.colour}`),
            })}
            onChange={() => onChoose(mark)}
          />
          <span aria-hidden="true">
            <Mark mark={mark} size={36} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
