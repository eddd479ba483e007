// Learns rows and answers texts with nlp.js: node nlpjs.js ASKED.json SAID.json
// Of each text: its answer with "None" for nothing, its best answer apart from that, and that one's score.
const fs = require("fs");
const { containerBootstrap } = require("@nlpjs/core");
const { LangEn } = require("@nlpjs/lang-en");
const { NeuralNetwork } = require("@nlpjs/neural");
const { Nlp } = require("@nlpjs/nlp");

async function main() {
  const asked = JSON.parse(fs.readFileSync(process.argv[2], "utf-8"));
  const train = NeuralNetwork.prototype.train;
  NeuralNetwork.prototype.train = function (corpus) {
    Object.assign(this.settings, asked.settings);
    return train.call(this, corpus);
  };
  const container = await containerBootstrap();
  container.use(Nlp);
  container.use(LangEn);
  const nlp = container.get("nlp");
  Object.assign(nlp.settings, { autoSave: false, autoLoad: false });
  container.register("fs", { writeFile() {}, existsSync: () => false });
  nlp.addLanguage("en");
  for (const [text, label] of asked.train) nlp.addDocument("en", text, label);
  await nlp.train();
  const said = [];
  for (const text of asked.texts) {
    const answer = await nlp.process("en", text);
    const best = answer.classifications.find((one) => one.intent !== "None");
    said.push([answer.intent, best ? best.intent : "None", best ? best.score : 0]);
  }
  fs.writeFileSync(process.argv[3], JSON.stringify(said));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
