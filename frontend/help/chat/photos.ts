/**
 * Photos on their way into the conversation: chosen, described, taken back, sent.
 *
 * They are one message with an id of its own: sent again after a broken line it is the same message. Any change makes it
 * another one. Nothing is kept over a reload: a browser hands files out only once.
 */

import { computed, signal } from "@preact/signals";
import { ApiError } from "../../shared/api";
import { newId } from "../../shared/ids";
import { t } from "../../shared/text";
import type { Appended } from "../../shared/types";
import { type Upload, upload } from "../../shared/upload";

/** As the server has them (features/photos). */
const MOST = 6;
const MOST_BYTES = 10 * 1024 * 1024;
export const KINDS = ["image/jpeg", "image/png", "image/webp"];
const THUMB_PX = 160;

export interface Chosen {
  id: string;
  file: File;
  /** A small picture as a data: address; empty where this browser cannot show the file. */
  thumb: string;
  alt: string;
}

export class Photos {
  readonly chosen = signal<Chosen[]>([]);
  readonly problem = signal("");
  /** From 0 to 1 while sending. */
  readonly share = signal<number | null>(null);
  readonly sending = computed(() => this.share.value !== null);

  private messageId = newId();
  private underWay: Upload<Appended> | null = null;

  constructor(private readonly conversation: string) {}

  /** Takes what can be taken, and says what can't. */
  add(files: Iterable<File>): void {
    if (this.sending.value) return;
    this.problem.value = "";
    for (const file of files) {
      if (!KINDS.includes(file.type)) this.problem.value = t("help-photo-kind", { name: file.name });
      else if (file.size > MOST_BYTES) this.problem.value = t("help-photo-large", { name: file.name });
      else if (this.chosen.value.length >= MOST) this.problem.value = t("help-photo-most", { most: MOST });
      else this.take({ id: newId(), file, thumb: "", alt: "" });
    }
  }

  remove(id: string): void {
    this.set(this.chosen.value.filter((each) => each.id !== id));
    this.problem.value = "";
  }

  describe(id: string, alt: string): void {
    this.set(this.chosen.value.map((each) => (each.id === id ? { ...each, alt } : each)));
  }

  stop(): void {
    this.underWay?.stop();
  }

  /** The number under which they stand, or null when they could not be sent; `problem` says why. */
  async send(): Promise<number | null> {
    if (this.sending.value || this.chosen.value.length === 0) return null;
    const form = new FormData();
    form.set("message_id", this.messageId);
    for (const { file, alt } of this.chosen.value) {
      form.append("photos", file);
      form.append("alts", alt.trim());
    }
    this.problem.value = "";
    this.share.value = 0;
    try {
      this.underWay = upload<Appended>(`/api/conversations/${this.conversation}/photos`, form, (share) => (this.share.value = share));
      const { seq } = await this.underWay.done;
      this.set([]);
      return seq;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem.value = error.message;
      return null;
    } finally {
      this.share.value = null;
      this.underWay = null;
    }
  }

  private take(photo: Chosen): void {
    this.set([...this.chosen.value, photo]);
    void thumbOf(photo.file).then((thumb) => {
      this.chosen.value = this.chosen.value.map((each) => (each.id === photo.id ? { ...each, thumb } : each));
    });
  }

  private set(chosen: Chosen[]): void {
    this.chosen.value = chosen;
    this.messageId = newId();
  }
}

/** Made small here, so that twelve megapixels a photo don't weigh on a phone; a data: address is what the page's rules allow. */
async function thumbOf(file: File): Promise<string> {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = THUMB_PX / Math.min(bitmap.width, bitmap.height);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = THUMB_PX;
    const [width, height] = [bitmap.width * scale, bitmap.height * scale];
    canvas.getContext("2d")?.drawImage(bitmap, (THUMB_PX - width) / 2, (THUMB_PX - height) / 2, width, height);
    bitmap.close();
    return canvas.toDataURL("image/jpeg", 0.8);
  } catch {
    return "";
  }
}
