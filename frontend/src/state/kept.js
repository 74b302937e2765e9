/**
 * What the keys begin with under which something waits to be sent. They are not among those that are
 * forgotten with a person: who gave an answer has given it.
 */
export const KEPT = "outbox:suluh:";
