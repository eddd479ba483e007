import type { ComponentChildren } from "preact";

/** A titled part of the side panel. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="side__part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
