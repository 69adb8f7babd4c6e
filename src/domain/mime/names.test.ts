import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { octetsOf } from "../octets";
import { processorTime } from "../testing/processor-time";
import { safeName, sniffType } from "./names";

describe("the name of an attachment", () => {
  it.each([
    ["Gehälter 2026.xlsx", "Gehälter 2026.xlsx"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\bob\\a.pdf", "a.pdf"],
    ["invoice\u202efdp.exe", "invoicefdp.exe"],
    ["a\u0000b\r\nc.txt", "abc.txt"],
    ["report.pdf                                   .exe", "report.pdf .exe"],
    ["zero\u200bwidth.p\u200bdf", "zerowidth.pdf"],
    [".htaccess", "htaccess"],
    ["trailing.exe. . ", "trailing.exe"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["con.cert", "_con.cert"],
    ["console.txt", "console.txt"],
    ['a<b>:"|?*.txt', "a_b______.txt"],
    ["", "attachment.pdf"],
    ["///", "attachment.pdf"],
    [" .. ", "attachment.pdf"],
    [null, "attachment.pdf"],
  ])("%j is %j", (raw, name) => {
    expect(safeName(raw, "application/pdf").name).toBe(name);
  });

  it("is shortened before its ending", () => {
    const { name } = safeName(`${"x".repeat(300)}.pdf`, "");
    expect(name).toHaveLength(100);
    expect(name.endsWith("x….pdf")).toBe(true);
  });

  it.each(["a.pdf.exe", "a.jpg .scr", "photo.png.html", "list.txt.lnk"])("%s hides what it is", (raw) => {
    expect(safeName(raw, "").doubleExtension).toBe(true);
  });

  it.each(["a.exe", "backup.tar.gz", "v1.2.pdf", "a.exe.pdf"])("%s does not", (raw) => {
    expect(safeName(raw, "").doubleExtension).toBe(false);
  });

  it("is fit for a file system whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (raw) => {
        const { name } = safeName(raw, "");
        expect(name).not.toMatch(/[\p{Cc}/\\<>:"|?*\u202a-\u202e\u2066-\u2069]|^[ .]|[ .]$|^$/u);
        expect([...name].length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("the type of an attachment", () => {
  const PNG = "\x89PNG\r\n\x1a\n....";
  it.each([
    ["%PDF-1.7", "application/pdf", "a.pdf", "application/pdf", false, false],
    ["%PDF-1.7", "application/octet-stream", "a.pdf", "application/pdf", false, false],
    [PNG, "image/png", "a.png", "image/png", false, false],
    [PNG, "image/jpeg", "a.jpg", "image/png", false, true],
    ["\xff\xd8\xff\xe0", "image/jpg", "a.jpg", "image/jpeg", false, false],
    ["GIF89a", "image/gif", "a.gif", "image/gif", false, false],
    ["RIFF1234WEBPVP8 ", "image/webp", "a.webp", "image/webp", false, false],
    ["hello", "application/pdf", "a.pdf", "application/pdf", false, true],
    [
      "PK\x03\x04",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "a.xlsx",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      false,
      false,
    ],
    ["PK\x03\x04", "application/pdf", "a.pdf", "application/zip", false, true],
    ["PK\x03\x04", "application/java-archive", "a.jar", "application/java-archive", true, false],
    ["MZ\x90", "application/pdf", "a.pdf", "application/x-msdownload", true, true],
    ["MZ\x90", "application/octet-stream", "tool", "application/x-msdownload", true, false],
    ["\x7fELF", "text/plain", "notes.txt", "application/x-elf", true, true],
    ["\xcf\xfa\xed\xfe", "application/octet-stream", "x", "application/x-mach-binary", true, false],
    ["#!/bin/sh", "text/plain", "run", "text/x-script", true, false],
    ["<!-- a --><!DOCTYPE html><script>", "image/png", "a.png", "text/html", true, true],
    ["<html>", "text/html", "a.html", "text/html", true, false],
    ['<?xml version="1.0"?><svg onload=x>', "image/svg+xml", "a.svg", "image/svg+xml", true, false],
    ["<svg xmlns=''>", "image/png", "a.png", "image/svg+xml", true, true],
    ["a,b", "text/csv", "a.csv", "text/csv", false, false],
    ["x", "text/plain", "a.vbs", "text/plain", true, false],
    ["", "application/octet-stream", "a.bin.dat", "application/octet-stream", false, false],
  ])("%j told as %s, %s", (content, type, name, shownType, dangerous, mismatch) => {
    expect(sniffType(octetsOf(content), type, name)).toEqual({ shownType, dangerous, mismatch });
  });

  it("is told in bounded time", () => {
    const start = processorTime();
    sniffType(octetsOf("<!---->".repeat(200)), "text/plain", "a");
    sniffType(octetsOf(`${"<?xml>".repeat(200)}x`), "text/plain", "a");
    sniffType(octetsOf(" ".repeat(5000)), "text/plain", "a");
    expect(processorTime() - start).toBeLessThan(500);
  });
});
