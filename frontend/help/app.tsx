/** The frame around every screen: who we are, the ways out, the human door, and the screen itself. */

import type { ComponentType, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { match, place } from "../shared/router";
import { me } from "../shared/session";
import { t } from "../shared/text";
import { Skeleton } from "../shared/ui";
import { follow } from "./live";
import { Footer, Header } from "./frame";
import { Home } from "./home";
import { NotFound } from "./states";
import { notePage } from "./whereabouts";

export interface ScreenProps {
  /** The named part of the address. */
  id: string;
}

type Screen = ComponentType<ScreenProps>;

const CHAT_AFTER_MS = 1_500;

/** Where almost every visit leads, so it is fetched as soon as the first screen stands. */
const chat = () => import("./chat/screen").then((m) => m.Chat);

/** The first screen comes with the page; every other with its own small file. */
const SCREENS: [string, Screen][] = [
  ["/", Home],
  ["/chat/:id", later(chat)],
  ["/parcel/:id", later(() => import("./parcel").then((m) => m.ParcelPage))],
  ["/orders/:id", later(() => import("./order").then((m) => m.OrderPage))],
  ["/messages", later(() => import("./messages").then((m) => m.Messages))],
  ["/messages/:id", later(() => import("./messages").then((m) => m.Receipt))],
  ["/articles", later(() => import("./articles").then((m) => m.Articles))],
  ["/articles/:id", later(() => import("./articles").then((m) => m.Article))],
  ["/withdraw", later(() => import("./withdraw").then((m) => m.Withdraw))],
  ["/returns", later(() => import("./returns").then((m) => m.Returns))],
  ["/subscriptions", later(() => import("./subscriptions").then((m) => m.Subscriptions))],
  ["/find", later(() => import("./find").then((m) => m.Find))],
  ["/try-as", later(() => import("./try-as").then((m) => m.TryAs))],
];

function later(load: () => Promise<Screen>): Screen {
  let loaded: Screen | null = null;
  return function Later(props: ScreenProps) {
    const [, redraw] = useState(0);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (screen) => {
          loaded = screen;
          redraw(1);
        },
        // A new release took the old file away: the new page knows the new one.
        () => location.reload(),
      );
    }, []);
    const Loaded = loaded;
    return Loaded ? <Loaded {...props} /> : <Skeleton lines={5} />;
  };
}

function find(path: string): { Screen: Screen; id: string; key: string } {
  for (const [pattern, Screen] of SCREENS) {
    const parts = match(pattern, path);
    if (parts) return { Screen, id: parts.id ?? "", key: path };
  }
  return { Screen: NotFound, id: "", key: path };
}

export function App(): JSX.Element {
  const { Screen, id, key } = find(place.value.path);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const who = me.value?.kind;

  useEffect(() => {
    const timer = setTimeout(() => chat().catch(() => undefined), CHAT_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);

  notePage(key);

  useEffect(() => {
    if (!key.startsWith("/chat/")) follow(null);
  }, [who, key.startsWith("/chat/")]);

  // A new screen is a new page to those who do not see it: the focus goes to its top, unless it took it itself.
  useEffect(() => {
    if (first.current) first.current = false;
    else if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [key]);

  return (
    <>
      <a class="skip" href="#main">
        {t("ui-skip")}
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1} class={key.startsWith("/chat/") ? "main main--chat" : "main"}>
        <Screen key={`${who}${key}`} id={id} />
      </main>
      {!key.startsWith("/chat/") && <Footer />}
    </>
  );
}
