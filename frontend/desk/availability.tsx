import "./staffing.css";
import { useEffect } from "preact/hooks";
import { t } from "../shared/text";
import { available, choose, loadStaff, staff } from "./staff";

/** Whether new cases are given to me by turns. */
export function AvailabilityButton() {
  useEffect(() => void loadStaff(), []);
  if (!staff.value) return null;
  const on = available.value;
  return (
    <button type="button" class="availability" role="switch" aria-checked={on} onClick={() => void choose(!on)}>
      <i class={on ? "standing standing--available" : "standing standing--away"} aria-hidden="true" />
      {t(on ? "desk-available" : "desk-away")}
    </button>
  );
}
