// JupyterLab looks for this attribute on the element that gets the focus, before it takes keys such
// as `b` (a new cell) or the arrows for itself. So everything that can be focused carries it.
import { options } from "preact";

const FOCUSABLE = /^(a|button|dialog|div|fieldset|h[2-5]|input|select|summary|textarea)$/;

const before = options.vnode;
options.vnode = (vnode) => {
  if (FOCUSABLE.test(vnode.type)) vnode.props["data-lm-suppress-shortcuts"] = "true";
  before?.(vnode);
};
