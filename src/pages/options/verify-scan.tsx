import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Contact } from "../../domain/trust/contact";
import type { Verification } from "../../domain/trust/verification-number";
import { ask, failureWord } from "../components/ask";
import { type CameraTrouble, scanCode } from "../components/camera";
import { FilePicker } from "../components/controls";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { Qr } from "../components/own/qr";
import { readPicture } from "../components/read-code";
import { t, type WordKey } from "../i18n";

interface Props {
  readonly address: string;
  readonly name: string;
  readonly verification: Verification;
  readonly onVerified: (next: Contact) => void;
}

const TROUBLE: Record<CameraTrouble, WordKey> = {
  refused: "camera_refused",
  absent: "camera_absent",
  busy: "camera_busy",
};

/** Shows the user's code for the contact to scan, and scans the contact's: with the camera or from a picture. */
export function VerifyScan({ address, name, verification, onVerified }: Props) {
  const error = useSignal<WordKey | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const take = async (code: string): Promise<void> => {
    const answer = await ask("verification.scan", { address, code: code.slice(0, 2000) });
    if (answer.ok) return onVerified(answer.value);
    error.value = failureWord(answer.code, {
      "not-a-code": "scan_not_a_code",
      "other-key": "scan_other_key",
      "other-address": "scan_other_address",
      unknown: "scan_unknown",
    });
  };
  const takePicture = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    error.value = null;
    const text = await readPicture(file);
    if (text === "unreadable") error.value = "verify_picture_bad";
    else if (text === null) error.value = "verify_picture_none";
    else await take(text);
  };
  return (
    <div class="scan">
      <div class="scan-own">
        <Qr text={verification.ownCode} label={t("verify_own_code")} size={208} />
        <p class="small">{t("verify_show_code", { name })}</p>
      </div>
      <div class="stack scan-theirs">
        <p>{t("verify_scan_theirs", { name })}</p>
        <Camera
          onText={(text) => void take(text)}
          onStart={() => {
            error.value = null;
          }}
          onTrouble={(trouble) => {
            error.value = TROUBLE[trouble];
          }}
        />
        <div>
          <button type="button" class="button" onClick={() => picker.current?.click()}>
            {t("verify_picture")}
          </button>
          <FilePicker
            ref={picker}
            accept="image/*"
            class="visually-hidden"
            tabIndex={-1}
            aria-label={t("verify_picture")}
            onFiles={([file]) => void takePicture(file)}
          />
        </div>
        <div role="alert">{error.value && <Notice tone="care">{t(error.value, { name, address })}</Notice>}</div>
      </div>
    </div>
  );
}

interface CameraProps {
  readonly onText: (text: string) => void;
  readonly onStart: () => void;
  readonly onTrouble: (trouble: CameraTrouble) => void;
}

/** Off until started; off again when a code is read, the button is pressed, or the page closes. */
function Camera({ onText, onStart, onTrouble }: CameraProps) {
  const running = useSignal<AbortController | null>(null);
  const shown = useSignal(false);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => () => running.peek()?.abort(), [running]);
  const start = async (): Promise<void> => {
    const controller = new AbortController();
    running.value = controller;
    shown.value = false;
    onStart();
    const outcome = await scanCode(video.current!, controller.signal, () => {
      shown.value = true;
    });
    if (running.peek() === controller) running.value = null;
    shown.value = false;
    if (!outcome || controller.signal.aborted) return;
    if ("text" in outcome) onText(outcome.text);
    else onTrouble(outcome.trouble);
  };
  const on = running.value !== null;
  return (
    <div class="stack">
      <video
        ref={video}
        class="viewfinder"
        hidden={!shown.value}
        muted
        playsInline
        aria-label={t("verify_their_code")}
      />
      <p class="small muted" role="status">
        {on && (shown.value ? t("verify_camera_looking") : t("verify_camera_starting"))}
      </p>
      <div class="row">
        <button
          type="button"
          class={on ? "button" : "button primary"}
          onClick={() => {
            if (on) running.value?.abort();
            else void start();
          }}
        >
          <Icon name="camera" />
          {on ? t("verify_camera_stop") : t("verify_camera")}
        </button>
      </div>
    </div>
  );
}
