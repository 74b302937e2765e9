// How strict the tests are about the HTML of finished pages (tests/validator.py): all that
// html-validate recommends, which is the HTML standard and what assistive programs rely on.
const SVG = [
  ...["xmlns", "viewbox", "preserveaspectratio", "width", "height", "focusable"],
  ...["fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"],
];

export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  elements: [
    "html5",
    {
      // The standard has `media` for the colour of the browser's bar in light and dark; the list of
      // html-validate is older. `property` is RDFa's (W3C), and how Open Graph tells its facts.
      meta: { attributes: { media: {}, property: {} } },
      // SVG is another standard: it reads only the outermost element, names in small letters.
      svg: { attributes: Object.fromEntries(SVG.map((name) => [name, {}])) },
    },
  ],
  rules: {
    // The standard knows every element and attribute there is; nobody else's are in our pages.
    "no-unknown-elements": "error",
    "no-unknown-attributes": "error",
    // The standard reads `<!doctype html>` in any case; ours is in small letters as all our HTML.
    "doctype-style": "off",
    // Search engines cut titles after some 70 letters, which harms nobody: what comes last in ours
    // is the library's name. Staff write both, and no page should fail for it.
    "long-title": "off",
    // All scripts and styles are the site's own, and from a USB stick browsers would refuse them.
    "require-sri": "off",
    // "OJK 157" is the text of a link to call, and may break where any text may.
    "tel-non-breaking": "off",
  },
};
