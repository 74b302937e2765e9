// CodeMirror's search panel in the words of the studio.
const PHRASES = {
  Find: "search_find",
  Replace: "search_replace",
  next: "search_next",
  previous: "search_previous",
  all: "search_all",
  "match case": "search_case",
  regexp: "search_pattern",
  "by word": "search_word",
  replace: "search_replace_one",
  "replace all": "search_replace_all",
  close: "close",
  "current match": "search_current",
  "on line": "search_on_line",
  "replaced $ matches": "search_replaced",
  "replaced match on line $": "search_replaced_one",
  "Go to line": "search_go_to_line",
  go: "search_go",
  Diagnostics: "problems",
  "No diagnostics": "all_well",
};

export const searchWords = (say) =>
  Object.fromEntries(Object.entries(PHRASES).map(([english, key]) => [english, say(key)]));
