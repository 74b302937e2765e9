import { useSetting } from "../setting.js";

/**
 * HTML that the Markdown reader wrote: it lets no script and no raw HTML through. It carries the
 * language of its step where that is not the lesson's; what the player says round it does not.
 */
export function Html({ html, as: Tag = "div", class: className = "", ...rest }) {
  const { otherLang } = useSetting();
  if (!html) return null;
  return (
    <Tag
      class={`suluh-prose ${className}`.trim()}
      lang={otherLang}
      dangerouslySetInnerHTML={{ __html: html }}
      {...rest}
    />
  );
}
