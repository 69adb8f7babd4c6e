/** Words of a name; "Maria da Conceição de Sousa e Silva" has seven. */
const MOST_WORDS = 7;

/**
 * A name that a key gives itself, if one of our own sentences may speak it; else empty, and the address is spoken. Whoever
 * makes a key writes its user ID: with a comma in it, a name could finish our sentence for us ("Bob, whom you verified").
 */
export function spokenName(name: string): string {
  const plain = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .'’&-]{0,59}$/u.test(name);
  return plain && name.split(" ").length <= MOST_WORDS ? name : "";
}
