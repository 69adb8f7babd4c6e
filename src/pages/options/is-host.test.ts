import { expect, it } from "vitest";
import { isHost } from "./is-host";

it.each(["mta-sts.example.org", "keys.example.org:8443", "192.0.2.1"])("%s is a host", (text) => {
  expect(isHost(text)).toBe(true);
});

it.each(["", "example.org/", "example.org/#x", "a@example.org", "*.example.org", "a b", "a\nb"])(
  "%j is none, or more",
  (text) => {
    expect(isHost(text)).toBe(false);
  },
);
