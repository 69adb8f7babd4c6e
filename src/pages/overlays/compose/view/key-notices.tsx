import { KeyNotice } from "../../../components/key-notice";
import type { ComposeModel } from "../compose-model";

/** Recipients whose key was replaced without the writer: said before anything is sealed to the new one. */
export function KeyNotices({ model }: { model: ComposeModel }) {
  const { to, cc, bcc } = model.recipients.value;
  const people = new Map([...to, ...cc, ...bcc].map((one) => [one.address, one]));
  return (
    <>
      {[...people.values()].map(({ address, name }) => {
        const { state } = model.keys.of(address);
        if (!state?.notice) return null;
        const dismissed = () => model.keys.putState({ ...state, notice: null });
        return (
          <KeyNotice
            key={address}
            name={name || address}
            address={address}
            notice={state.notice}
            found={{ sources: state.key?.sources ?? [], outcomes: state.outcomes }}
            onDismissed={dismissed}
          />
        );
      })}
    </>
  );
}
