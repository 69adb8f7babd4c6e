/** A key of the root as the SHA-256 digest of its DS record, in upper-case hex. */
export type Anchor = string;

/**
 * The root's key-signing keys, as published in root-anchors.xml (RFC 9718). A key of the root counts when it has one of
 * these digests; its tag tells nothing more.
 */
export const ROOT_ANCHORS: readonly Anchor[] = [
  // KSK-2017, tag 20326, algorithm 8: valid from 2017-02-02, signs since 2018-10-11.
  "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
  // KSK-2024, tag 38696, algorithm 8: valid from 2024-07-18, in the root zone since 2025-01-11, signs since 2026-10-11.
  "683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
];
