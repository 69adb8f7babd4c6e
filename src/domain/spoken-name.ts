/** The most words in a name; "Maria da Conceição de Sousa e Silva" has seven. */
const MOST_WORDS = 7;

/**
 * A name from a key's user ID, if it may be part of a sentence of the interface; else empty, and the address is used. Whoever
 * makes a key writes its user ID: a name with a comma could complete the sentence ("Bob, whom you verified").
 */
export function spokenName(name: string): string {
  const plain = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .'’&-]{0,59}$/u.test(name);
  return plain && name.split(" ").length <= MOST_WORDS ? name : "";
}
