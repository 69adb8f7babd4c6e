// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { linkTo } from "./rich-editor";

vi.mock("../../../../../platform/browser");

it.each([
  ["a.example", "https://a.example/"],
  [" https://a.example/x?y#z ", "https://a.example/x?y#z"],
  ["http://a.example", "http://a.example/"],
  ["bob@b.example", "mailto:bob@b.example"],
  ["mailto:bob@b.example", "mailto:bob@b.example"],
])("%s leads to %s", (typed, url) => expect(linkTo(typed)).toBe(url));

it.each([
  "",
  "javascript:alert(1)",
  "data:text/html,x",
  "file:///etc/passwd",
  "word",
  "https://word",
  "ftp://a.example",
])("%s leads nowhere", (typed) => expect(linkTo(typed)).toBeNull());
