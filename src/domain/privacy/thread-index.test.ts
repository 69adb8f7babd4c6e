import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Grade } from "./index-types";
import { threadVerdict, type Verdict } from "./thread-index";

const sealed = (grade: Grade | null): Verdict | null => grade && { grade, sealed: true };
const threadGrade = (grades: readonly (Grade | null)[]): Grade => threadVerdict(grades.map(sealed)).grade;

const GOLDEN: readonly [says: string, grades: readonly (Grade | null)[], is: Grade][] = [
  ["one message is its own conversation", ["b"], "b"],
  ["the worst message counts", ["a", "c", "b"], "c"],
  ["a warning in an old message stays", ["e", "a", "a"], "e"],
  ["two warnings: the graver one", ["d", "e"], "e"],
  ["one that was not judged: nobody knows yet", ["a", null, "a"], "u"],
  ["one whose way is not known is not known either", ["a", "u"], "u"],
  ["not judged beside a postcard", ["c", null], "u"],
  ["not judged beside an exposed one: that much is known", [null, "d"], "d"],
  ["not judged beside a warning", ["a", null, "e"], "e"],
  ["none of them judged", [null, null], "u"],
  ["no message at all", [], "u"],
];

describe("the grade of a conversation", () => {
  it.each(GOLDEN)("%s", (_, grades, is) => expect(threadGrade(grades)).toBe(is));

  const grade = fc.constantFrom<Grade | null>("a", "b", "c", "d", "e", "u", null);
  const some = fc.array(grade, { minLength: 1, maxLength: 12 });
  const worth = (of: Grade): number => "abcude".indexOf(of);

  it("one more message never makes it better", () => {
    fc.assert(
      fc.property(some, grade, (grades, more) => worth(threadGrade([...grades, more])) >= worth(threadGrade(grades))),
    );
  });

  it("does not depend on the order, nor on how the messages are grouped", () => {
    fc.assert(
      fc.property(some, some, (some, others) => {
        expect(threadGrade([...others, ...some])).toBe(threadGrade([...some, ...others]));
        expect(threadGrade([threadGrade(some), threadGrade(others)])).toBe(threadGrade([...some, ...others]));
      }),
    );
  });

  it("is a good grade only if every message was judged and has one", () => {
    fc.assert(
      fc.property(some, (grades) => {
        const good = grades.every((one) => one !== null && "abc".includes(one));
        expect("abc".includes(threadGrade(grades))).toBe(good);
      }),
    );
  });

  it("was sealed only if all were that are as bad as it is", () => {
    const of = (...verdicts: (Verdict | null)[]): boolean => threadVerdict(verdicts).sealed;
    const clear = (grade: Grade): Verdict => ({ grade, sealed: false });
    expect(of(sealed("c"), sealed("c"))).toBe(true);
    expect(of(sealed("c"), clear("c"))).toBe(false);
    expect(of(sealed("d"), clear("c"))).toBe(true);
    expect(of(sealed("a"), null)).toBe(false);
    expect(of()).toBe(false);
  });
});
