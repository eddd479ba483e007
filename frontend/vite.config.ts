import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;
const backend = process.env.HUB_BACKEND ?? "http://127.0.0.1:8080";

/** The dev server has no server-side routes, so it does what the web process does: each path gets its app's page. */
function pages(): Plugin {
  return {
    name: "hub-pages",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? "/").split("?")[0] ?? "/";
        const isPage = (request.headers.accept ?? "").includes("text/html") && !path.startsWith("/api/");
        if (isPage) request.url = path === "/desk" || path.startsWith("/desk/") ? "/desk/index.html" : "/help/index.html";
        next();
      });
    },
  };
}

export default defineConfig({
  root: here,
  base: "/",
  plugins: [pages()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { proxy: { "/api": backend, "/hooks": backend } },
  build: {
    outDir: resolve(here, "../src/resolution_hub/static"),
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    // Anything inlined would be a data: address, which the page's Content-Security-Policy refuses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { help: resolve(here, "help/index.html"), desk: resolve(here, "desk/index.html") },
    },
  },
});
