/** On a narrow screen an address breaks after a sign in it, so that each of its words stays whole. */
export const breakable = (address) =>
  address.split(/([./?@]+)/).map((part, at) => (at % 2 ? [part, <wbr />] : part));
