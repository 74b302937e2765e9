// Every form of the studio, in the order in which they are offered.
import { ChooseForm } from "./choose.jsx";
import { JudgeForm } from "./judge.jsx";
import { PictureForm } from "./picture.jsx";
import { LinkForm, NotesForm, SourceForm, StepForm } from "./small.jsx";

export const FORMS = {
  step: StepForm,
  choose: ChooseForm,
  judge: JudgeForm,
  notes: NotesForm,
  source: SourceForm,
  picture: PictureForm,
  link: LinkForm,
};

export const KINDS = ["step", "choose", "judge", "notes", "source", "picture"];
