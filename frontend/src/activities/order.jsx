import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { arePlaces } from "../state/places.js";
import { useDrag } from "../parts/drag.js";
import { Arrow, Grip } from "../parts/drawings.jsx";
import { Mark, Verdict, Waiting } from "../parts/verdict.jsx";
import { Html } from "../parts/html.jsx";

/** From so many letters on, an item takes more than two lines on a phone. */
const LONG = 36;

const isOrder = ({ items }, order) =>
  arePlaces(order, items.length) && order.length === items.length;

/** Right where every step stands where the lesson has it. */
export function judge(activity, { order }) {
  if (!isOrder(activity, order)) {
    throw new TypeError('a response to order needs "order": the place of every item, each once');
  }
  return order.every((item, place) => item === place);
}

export const fitsDraft = (activity, { order = activity.shown }) => isOrder(activity, order);

export default function Order({ activity, phase, draft, response, setDraft, commit, retry }) {
  const { say } = useSetting();
  const answering = phase === "answering";
  const order = (answering ? draft.order : response.order) ?? activity.shown;

  useMainAction(answering ? "answer" : null, () => commit({ order }));

  return (
    <>
      <div class="suluh-question">
        <Html html={activity.question} />
        {answering && <p class="suluh-note">{say("order.how")}</p>}
      </div>
      {phase === "revealed" ? (
        <Feedback {...{ activity, response, retry }} />
      ) : (
        <Items {...{ activity, order, answering }} arrange={(next) => setDraft({ order: next })} />
      )}
      {phase === "waiting" && <Waiting />}
    </>
  );
}

/** The steps as they stand now: moved by two buttons each, or dragged by a handle. */
function Items({ activity, order, answering, arrange }) {
  const { say, id } = useSetting();
  const list = useRef();
  const pressed = useRef();
  const [news, setNews] = useState("");
  const count = order.length;

  const move = (from, to, button) => {
    const edge = to < 0 ? "order.top" : to === count && "order.bottom";
    const name = document.getElementById(id(`item-${order[from]}`)).textContent;
    const place = Math.min(Math.max(to, 0), count - 1) + 1;
    setNews(edge ? say(edge) : `${name}: ${say("order.place", { place, count })}`);
    if (edge) return;
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    pressed.current = button && [order[from], button];
    arrange(next);
  };
  const drag = useDrag(list, move);

  // A moved element loses the focus.
  useLayoutEffect(() => {
    if (!pressed.current) return;
    const [item, button] = pressed.current;
    pressed.current = null;
    list.current.querySelector(`[data-item="${item}"] .suluh-${button}`).focus();
  }, [order.join()]);

  return (
    <>
      <ol
        ref={list}
        class="suluh-order-items"
        data-dragging={drag.active || undefined}
        data-long={activity.items.some(({ html }) => html.length > LONG) || undefined}
      >
        {order.map((item, at) => (
          <li key={item} class="suluh-order-item" data-item={item} {...drag.moved(at)}>
            <span class="suluh-handle" {...(answering && drag.handle(at))}>
              {at + 1}
              {answering && <Grip />}
            </span>
            <Html html={activity.items[item].html} id={id(`item-${item}`)} />
            {answering && (
              <span class="suluh-moves">
                {["up", "down"].map((button) => (
                  <button
                    type="button"
                    id={id(`${button}-${item}`)}
                    class={`suluh-second suluh-${button}`}
                    aria-label={say(`order.${button}`)}
                    aria-labelledby={`${id(`${button}-${item}`)} ${id(`item-${item}`)}`}
                    data-end={at === (button === "up" ? 0 : count - 1) || undefined}
                    onClick={() => move(at, at + (button === "up" ? -1 : 1), button)}
                  >
                    <Arrow to={button} />
                  </button>
                ))}
              </span>
            )}
          </li>
        ))}
      </ol>
      <p role="status" class="suluh-unseen">
        {news}
      </p>
    </>
  );
}

/** The right order, and where one had put each step. */
function Feedback({ activity, response, retry }) {
  const { say, id } = useSetting();
  const right = judge(activity, response);
  const good = response.order.filter((item, place) => item === place).length;
  return (
    <>
      <Verdict {...{ right, retry }}>
        {!right && <p>{say("order.count_right", { right: good, count: response.order.length })}</p>}
      </Verdict>
      <p class="suluh-label" id={id("order")}>
        {say("order.right_order")}
      </p>
      <ol class="suluh-told" aria-labelledby={id("order")}>
        {activity.items.map(({ html, feedback }, item) => {
          const place = response.order.indexOf(item);
          const there = place === item;
          return (
            <li data-item={item}>
              <Html html={html} class="suluh-strong" />
              <Mark
                right={there}
                words={say(there ? "order.in_place" : "order.yours", { place: place + 1 })}
              />
              <Html html={feedback} />
            </li>
          );
        })}
      </ol>
    </>
  );
}
