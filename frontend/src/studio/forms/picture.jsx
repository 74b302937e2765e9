import { useState } from "preact/hooks";
import { useWords } from "../words.js";
import { Field, useFields } from "./fields.jsx";
import { FormDialog, sendForm } from "./form.jsx";

const LARGEST = 96 * 1024; // a little less than the reader takes
const WIDTHS = [1000, 800, 640, 480];
const QUALITIES = [0.85, 0.7, 0.55];

/** A picture from the person's computer, made small enough for mobile data. */
export function PictureForm({ session, close }) {
  const say = useWords();
  const [fields, set] = useFields({ alt: "" });
  const [file, setFile] = useState(null);
  const send = async () => {
    if (!file) return say("no_picture");
    const { name, blob } = await small(file);
    const buffer = await blob.arrayBuffer();
    return sendForm(session, { do: "picture", name, form: fields }, [buffer]);
  };
  return (
    <FormDialog kind="picture" {...{ send, close }}>
      <div class="studio-field">
        <label>
          {say("picture_file")}
          <input
            type="file"
            accept=".png,.jpg,.jpeg,.webp,.svg"
            onChange={({ target }) => setFile(target.files[0] ?? null)}
          />
        </label>
      </div>
      <Field
        name="alt"
        label={say("picture_alt")}
        hint={say("picture_alt_hint")}
        value={fields.alt}
        set={set("alt")}
      />
    </FormDialog>
  );
}

/** The file as it is where it is small enough, else a smaller JPEG of it. */
async function small(file) {
  if (file.size <= LARGEST || file.type === "image/svg+xml") return { name: file.name, blob: file };
  try {
    const picture = await createImageBitmap(file);
    for (const width of WIDTHS) {
      for (const quality of QUALITIES) {
        const blob = await drawn(picture, Math.min(width, picture.width), quality);
        if (blob.size <= LARGEST) return { name: `${file.name.replace(/\.\w+$/, "")}.jpg`, blob };
      }
    }
  } catch {
    // Not a picture that this browser can draw: Python says so.
  }
  return { name: file.name, blob: file };
}

function drawn(picture, width, quality) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = Math.round((picture.height * width) / picture.width);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff"; // what was transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}
