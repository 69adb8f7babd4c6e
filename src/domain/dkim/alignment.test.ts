import { expect, it } from "vitest";
import { isAligned } from "./alignment";

it.each([
  ["itself", "demo.example", "bob@demo.example"],
  ["one below it", "demo.example", "bob@mail.demo.example"],
  ["one above it", "news.demo.example", "bob@demo.example"],
  ["itself in another case", "demo.example", "bob@DEMO.Example"],
  ["itself in its own letters", "xn--bcher-kva.example", "bob@bücher.example"],
  ["a shared one, for its own mail", "github.io", "bob@github.io"],
])("a domain speaks for %s", (_, signer, from) => expect(isAligned(signer, from)).toBe(true));

it.each([
  ["one that ends alike", "evildemo.example", "bob@demo.example"],
  ["a neighbour under a third", "one.demo.example", "bob@two.demo.example"],
  ["who has a name below it, where everybody may", "github.io", "bob@bob.github.io"],
  ["what everybody has a name below", "mallory.github.io", "bob@github.io"],
  ["those below a suffix", "co.uk", "bob@bank.co.uk"],
  ["a suffix", "mallory.co.uk", "bob@co.uk"],
  ["what stands before the last sign", "demo.example", "bob@demo.example@evil.example"],
  ["nobody", "demo.example", ""],
])("it does not speak for %s", (_, signer, from) => expect(isAligned(signer, from)).toBe(false));
