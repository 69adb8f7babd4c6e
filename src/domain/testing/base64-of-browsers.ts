// Node before 25 lacks what every browser we run in has: Uint8Array.fromBase64 and toBase64 (ECMAScript 2026).
if (Uint8Array.fromBase64 === undefined) {
  Object.assign(Uint8Array, {
    fromBase64(text: string): Uint8Array<ArrayBuffer> {
      const letters = text.replace(/[\t\n\f\r ]/g, "");
      const bare = letters.replace(/={0,2}$/, "");
      const padding = letters.length - bare.length;
      const complete = padding === 0 || letters.length % 4 === 0;
      // Buffer would skip characters that are not base64.
      if (!/^[A-Za-z0-9+/]*$/.test(bare) || bare.length % 4 === 1 || !complete) throw new SyntaxError("not base64");
      return new Uint8Array(Buffer.from(bare, "base64"));
    },
  });
  Object.assign(Uint8Array.prototype, {
    toBase64(this: Uint8Array): string {
      return Buffer.from(this.buffer, this.byteOffset, this.length).toString("base64");
    },
  });
}
