/** A conversation that begins with something to be done: what the page knows of it is not asked again. */

import { get, post } from "../shared/api";
import { choicesOf } from "../shared/events";
import type { Appended, ConversationOut } from "../shared/types";
import { startConversation } from "./conversation";
import { pageSeen } from "./whereabouts";

/** An answer as a button would give it: its id and its words. */
export interface Answer {
  choice: string;
  text: string;
}

interface Errand {
  about: string;
  choice?: string | undefined;
  known?: Answer | undefined;
}

/** The conversation's id. `known` is said only where it is asked for. Raises ApiError; the same `id` again is safe. */
export async function beginTalk(id: string, { about, choice, known }: Errand): Promise<string> {
  const conversation = await startConversation(id, choice ? { text: about, choice } : { text: about });
  if (known && (await offers(conversation, known.choice))) {
    const message = { message_id: `${id}-known`, text: known.text, choice: known.choice, ...pageSeen() };
    await post<Appended>(`/api/conversations/${conversation}/messages`, message);
  }
  return conversation;
}

async function offers(conversation: string, choice: string): Promise<boolean> {
  const { events } = await get<ConversationOut>(`/api/conversations/${conversation}`);
  const last = events.at(-1);
  return last !== undefined && choicesOf(last).some((each) => each.id === choice);
}
