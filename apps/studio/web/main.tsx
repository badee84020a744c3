import { render } from "preact";
import { createApi } from "./api.ts";
import { Studio } from "./studio.tsx";

const place = document.getElementById("page");
if (place) render(<Studio api={createApi(takeToken())} />, place);

/** The token comes with the address; kept for this tab, so that a reload needs no new one. */
function takeToken(): string {
  const given = location.hash.slice(1);
  if (given !== "") {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem("token") ?? "";
}
