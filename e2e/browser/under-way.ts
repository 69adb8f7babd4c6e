// A reporter for runs that nobody watches: says which tests are under way for long, and, when the run is ended from outside, what
// had failed and what never came to its end. The list of Playwright's own is printed at the end only, which then does not come.
import { stripVTControlCharacters } from "node:util";
import type { FullConfig, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

const LONG_MS = 150_000;
const EVERY_MS = 60_000;

const titleOf = (test: TestCase): string => test.titlePath().filter(Boolean).slice(1).join(" › ");

export default class UnderWay implements Reporter {
  readonly #begun = new Map<TestResult, { readonly title: string; readonly at: number }>();
  readonly #failed: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_: FullConfig): void {
    this.#timer = setInterval(() => this.#sayLong(), EVERY_MS);
    process.once("SIGTERM", () => {
      this.#sum();
      process.exit(143);
    });
  }

  onTestBegin(test: TestCase, result: TestResult): void {
    this.#begun.set(result, { title: titleOf(test), at: Date.now() });
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#begun.delete(result);
    if (result.status === "passed" || result.status === "skipped") return;
    const why = stripVTControlCharacters(result.error?.message ?? result.status).split("\n")[0];
    this.#failed.push(`${titleOf(test)} (try ${result.retry + 1}, ${Math.round(result.duration / 1000)} s): ${why}`);
  }

  onEnd(): void {
    clearInterval(this.#timer);
    this.#sum();
  }

  #lines(least: number): string[] {
    const now = Date.now();
    return [...this.#begun.values()]
      .filter(({ at }) => now - at >= least)
      .map(({ title, at }) => `${title} (${Math.round((now - at) / 1000)} s)`);
  }

  #sayLong(): void {
    for (const line of this.#lines(LONG_MS)) console.log(`still under way: ${line}`);
  }

  #sum(): void {
    for (const line of this.#failed) console.log(`failed: ${line}`);
    for (const line of this.#lines(0)) console.log(`did not end: ${line}`);
  }
}
