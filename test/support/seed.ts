import fc from "fast-check";

// One seed, so that a run says the same twice; `KALINT_SEED=$RANDOM npm test` looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.KALINT_SEED ?? 51) });
