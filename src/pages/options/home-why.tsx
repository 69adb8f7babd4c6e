import { ACCOUNT_AXES } from "../../domain/privacy/account-index";
import { DEVICE_AXES } from "../../domain/privacy/device-index";
import type { Home } from "../../domain/privacy/home";
import type { PrivacyIndex } from "../../domain/privacy/index-types";
import { Axes, Contributions, HowCounted, Sum } from "../components/lazy/why";
import { t } from "../i18n";

/** Everything counted for the account, and for the device, which is part of it. */
export function HomeWhy({ indexes: { account, device } }: { indexes: NonNullable<Home["indexes"]> }) {
  return (
    <details class="card pad">
      <summary>{t("index_panel")}</summary>
      <div class="home-why">
        <Counted title={t("home_account")} index={account} axes={ACCOUNT_AXES} />
        <Counted title={t("home_device")} index={device} axes={DEVICE_AXES} />
        <HowCounted section="your-own-letter" />
      </div>
    </details>
  );
}

interface CountedProps<Name extends string> {
  readonly title: string;
  readonly index: PrivacyIndex<Name>;
  readonly axes: readonly Name[];
}

function Counted<Name extends string>({ title, index, axes }: CountedProps<Name>) {
  return (
    <section class="stack">
      <h2>
        {title} <span class="muted small">{t("index_score", { score: index.score })}</span>
      </h2>
      <Axes index={index} axes={axes} />
      <Contributions contributions={index.contributions} />
      <Sum index={index} axes={axes} />
    </section>
  );
}
