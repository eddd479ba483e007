/** Photos that a customer showed: small in the talk, large in the browser's own dialog. */

import { useRef, useState } from "preact/hooks";
import type { ShownPhoto } from "../shared/events";
import { t } from "../shared/text";
import { Button } from "../shared/ui";

export function Photos({ photos }: { photos: ShownPhoto[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState<number | null>(null);
  const shown = open === null ? null : photos[open];

  function show(index: number): void {
    setOpen(index);
    if (!dialog.current?.open) dialog.current?.showModal();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step && open !== null) show((open + step + photos.length) % photos.length);
  }

  return (
    <>
      <ul class="thumbs">
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <button type="button" class="thumbs__one" aria-label={t("desk-photo-enlarge", { number: index + 1, what: photo.alt || t("desk-photo-undescribed") })} onClick={() => show(index)}>
              <img src={`/api/photos/${photo.id}`} alt="" width={photo.width} height={photo.height} loading="lazy" decoding="async" />
            </button>
          </li>
        ))}
      </ul>
      <dialog
        ref={dialog}
        class="dialog dialog--photo"
        aria-label={t("desk-photo")}
        onClose={() => setOpen(null)}
        onKeyDown={onKeyDown}
        onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      >
        {shown && open !== null && (
          <figure class="large">
            <img src={`/api/photos/${shown.id}`} alt={shown.alt || t("desk-photo-undescribed")} width={shown.width} height={shown.height} />
            <figcaption>
              <span>
                {t("desk-photo-of", { number: open + 1, count: photos.length })} {shown.alt || t("desk-photo-undescribed")}
              </span>
              {photos.length > 1 && (
                <>
                  <Button kind="plain" size="square" icon="arrow-left" aria-label={t("desk-photo-before")} onClick={() => show((open - 1 + photos.length) % photos.length)} />
                  <Button kind="plain" size="square" icon="arrow-right" aria-label={t("desk-photo-next")} onClick={() => show((open + 1) % photos.length)} />
                </>
              )}
              <Button kind="plain" size="square" icon="x" aria-label={t("ui-close")} onClick={() => dialog.current?.close()} />
            </figcaption>
          </figure>
        )}
      </dialog>
    </>
  );
}
