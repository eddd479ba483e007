/** Photos above the composer before they are sent, and in the log after. */

import { useRef } from "preact/hooks";
import type { ShownPhoto } from "../../shared/events";
import { Icon, Picture } from "../../shared/icons";
import { t } from "../../shared/text";
import { Button } from "../../shared/ui";
import { KINDS, type Photos } from "./photos";

// Lucide's "camera", under the licence that stands in shared/icons.tsx.
const CAMERA = "M14.5 4h-5L7 7H4a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-3zM9 13a3 3 0 1 0 6 0a3 3 0 1 0 -6 0";

export function AttachButton({ photos }: { photos: Photos }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind="plain" size="square" aria-label={t("help-photo-add")} busy={photos.sending.value} onClick={() => field.current?.click()}>
        <Picture path={CAMERA} size={18} />
      </Button>
      <input
        ref={field}
        type="file"
        class="photos__field"
        accept={KINDS.join(",")}
        multiple
        hidden
        aria-label={t("help-photo-add")}
        onChange={(event) => {
          photos.add(event.currentTarget.files ?? []);
          event.currentTarget.value = ""; // the same file can be chosen again after it was taken back
        }}
      />
    </>
  );
}

export function PhotoTray({ photos }: { photos: Photos }) {
  const chosen = photos.chosen.value;
  const share = photos.share.value;
  return (
    <>
      {chosen.length > 0 && (
        <ul class="photos" aria-label={t("help-photo-chosen")}>
          {chosen.map(({ id, file, thumb, alt }, index) => (
            <li key={id} class="photos__one">
              {thumb ? <img src={thumb} alt="" width={64} height={64} /> : <span class="photos__none" />}
              <label>
                <span class="hidden-visually">{t("help-photo-alt", { number: index + 1, name: file.name })}</span>
                <input
                  type="text"
                  class="field"
                  value={alt}
                  maxLength={200}
                  placeholder={t("help-photo-alt-hint")}
                  disabled={share !== null}
                  onInput={(event) => photos.describe(id, event.currentTarget.value)}
                  onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
                />
              </label>
              {share === null && (
                <Button kind="plain" size="square" icon="x" aria-label={t("help-photo-remove", { number: index + 1, name: file.name })} onClick={() => photos.remove(id)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {share !== null && (
        <div class="photos__progress">
          <progress max={1} value={share} aria-label={t("help-photo-sending")} />
          <Button kind="plain" onClick={() => photos.stop()}>
            {t("help-photo-stop")}
          </Button>
        </div>
      )}
      {photos.problem.value && (
        <p class="problem" role="alert">
          <Icon name="circle-alert" size={16} /> {photos.problem.value}
        </p>
      )}
    </>
  );
}

/** Each opens alone, at its full size. */
export function ShownPhotos({ photos }: { photos: ShownPhoto[] }) {
  return (
    <ul class="shown" aria-label={t("help-photo-yours")}>
      {photos.map(({ id, width, height, alt }, index) => (
        <li key={id}>
          <a href={`/api/photos/${id}`} target="_blank" rel="noopener">
            <img src={`/api/photos/${id}`} alt={alt || t("help-photo-number", { number: index + 1 })} width={width} height={height} loading="lazy" decoding="async" />
          </a>
        </li>
      ))}
    </ul>
  );
}
