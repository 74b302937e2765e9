import { useWords } from "../words.js";
import { Choice, Field } from "./fields.jsx";

/** Where an activity starts: in a new step where this one has one already. */
export const startPlace = ({ here }) => ({
  new_step: !here || here.activity,
  title: "",
});

/** In this step or in a new one: a step holds one activity at most. */
export function Place({ here, fields, set }) {
  const say = useWords();
  const title = here?.title ?? "";
  return (
    <>
      {here?.activity && <p class="studio-form-where">{say("where_only_new", { title })}</p>}
      {here && !here.activity && (
        <Choice
          legend={say("where")}
          value={fields.new_step ? "new" : "here"}
          set={(value) => set("new_step")(value === "new")}
          options={[
            ["here", say("where_here", { title })],
            ["new", say("where_new", { title })],
          ]}
        />
      )}
      {fields.new_step && (
        <Field name="title" label={say("step_title")} value={fields.title} set={set("title")} />
      )}
    </>
  );
}
