// Where a trainer types a server's address and the staff's password. The password is in no trait of
// the widget, so that no notebook can be saved with it: it travels in one message, and is forgotten.

function render({ model, el }) {
  const form = document.createElement("form");
  form.className = "suluh-sign-in";
  form.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab's keys are not for here
  const address = field(form, "url", "off");
  const password = field(form, "password", "off");
  address.value = model.get("address");
  const hint = document.createElement("p");
  hint.id = `suluh-sign-in-${Math.random().toString(36).slice(2)}`;
  password.setAttribute("aria-describedby", hint.id);
  const button = document.createElement("button");
  form.append(hint, button);

  const say = () => {
    const words = model.get("words");
    address.previousSibling.textContent = words.panel_address;
    address.placeholder = words.panel_address_example;
    password.previousSibling.textContent = words.panel_password;
    hint.textContent = words.panel_password_hint;
    button.textContent = words.panel_sign_in;
  };
  const send = (event) => {
    event.preventDefault();
    model.send({ type: "sign_in", address: address.value, password: password.value });
    password.value = "";
  };
  say();
  model.on("change:words", say);
  form.noValidate = true; // an address may come without "https://"; the kernel says what is wrong
  form.addEventListener("submit", send);
  el.append(form);
  return () => model.off("change:words", say);
}

function field(form, type, autocomplete) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { type, autocomplete, spellcheck: false });
  label.append(document.createElement("span"), input);
  form.append(label);
  return input;
}

export default { render };
