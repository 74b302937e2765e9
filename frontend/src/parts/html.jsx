/** HTML that the Markdown reader wrote: it lets no script and no raw HTML through. */
export function Html({ html, as: Tag = "div", class: className = "", ...rest }) {
  if (!html) return null;
  return (
    <Tag
      class={`suluh-prose ${className}`.trim()}
      dangerouslySetInnerHTML={{ __html: html }}
      {...rest}
    />
  );
}
