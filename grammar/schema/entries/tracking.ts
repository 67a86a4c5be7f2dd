import type { EntryGrammar } from "../types.js";
import { int, networkInterface, oneOf, reference } from "../values.js";

const weightDirections = ["reverse", "noreverse"] as const;

/** Lines of a list of words (parser.c:read_value_block). */
export const wordListEntry = {
  summary: "Words separated by white space, any number per line.",
  perLine: "many",
} as const satisfies EntryGrammar;

/** Lines of track_interface (vrrp_track.c:alloc_track_if). */
export const trackInterfaceEntry = {
  summary: "One interface per line.",
  positional: [networkInterface()],
  options: {
    weight: {
      summary: "How much the interface's state changes the priority, instead of a FAULT.",
      args: [
        int("weight", -253, 253, { lenient: true, note: "-254 and 254 are reported and turned into -253 and 253" }),
        oneOf("reverse", ["reverse"], { optional: true }),
      ],
      onError: "bad weight: reported, 0 used; another third word: reported and ignored",
    },
  },
  default: { weight: 0 },
  duplicate: "reported; the second is ignored",
  unknownOption: "reported; the line is ignored",
  missingValue: "'weight' without value: reported; the line is ignored",
  notes: [
    "The interface of the instance itself is reported and ignored.",
    "An interface that does not exist is reported; without dynamic_interfaces keepalived then stops.",
  ],
} as const satisfies EntryGrammar;

/** Lines of track_script (vrrp_track.c:alloc_track_script). */
export const trackScriptEntry = {
  summary: "One name per line.",
  positional: [reference("vrrp_script")],
  options: {
    weight: {
      summary: "How much the script's result changes the priority, instead of the weight of its definition.",
      args: [
        int("weight", -253, 253, { lenient: true, note: "-254 and 254 are reported and turned into -253 and 253" }),
        oneOf("reverse", weightDirections, { optional: true }),
      ],
      onError:
        "bad weight: reported, the definition's weight is used; another third word: reported and ignored, the entry stays",
    },
  },
  default: { weight: "weight of the vrrp_script", reverse: "reverse of the vrrp_script" },
  duplicate: "reported; the second is ignored",
  unknownName: "reported; the line is ignored (the definition must precede it in the file)",
  unknownOption: "reported; the line is ignored",
  missingValue: "'weight' without value: reported; the line is ignored",
} as const satisfies EntryGrammar;

/** Lines of track_file in an instance or a group (track_file.c:vrrp_alloc_track_file). */
export const trackFileEntry = {
  summary: "One name per line.",
  positional: [reference("track_file")],
  options: {
    weight: {
      summary: "Factor for the file's number, instead of the weight of its definition.",
      args: [int("weight", -254, 254, { lenient: true }), oneOf("reverse", weightDirections, { optional: true })],
      onError:
        "bad weight: reported, the definition's weight is used; another third word: reported and the line is ignored",
    },
  },
  default: { weight: "weight of the track_file", reverse: "reverse of the track_file" },
  duplicate: "reported; the second is ignored",
  unknownName: "reported; the line is ignored (the definition must precede it in the file)",
  unknownOption: "reported; the line is ignored",
  missingValue: "'weight' without value: reported; the line is ignored",
} as const satisfies EntryGrammar;

/** Lines of track_process (vrrp_track.c:alloc_track_process). */
export const trackProcessEntry = {
  summary: "One name per line.",
  positional: [reference("vrrp_track_process")],
  options: {
    weight: {
      summary: "How much the process's state changes the priority, instead of the weight of its definition.",
      args: [int("weight", -254, 254, { lenient: true }), oneOf("reverse", weightDirections, { optional: true })],
      onError:
        "bad weight: reported, the definition's weight is used; another third word: reported and ignored, the entry stays",
    },
  },
  default: { weight: "weight of the vrrp_track_process", reverse: "reverse of the vrrp_track_process" },
  duplicate: "reported; the second is ignored",
  unknownName: "reported; the line is ignored (the definition must precede it in the file)",
  unknownOption: "reported; the line is ignored",
  missingValue: "'weight' without value: reported; the line is ignored",
} as const satisfies EntryGrammar;

/** Lines of track_bfd (vrrp_track.c:alloc_track_bfd). */
export const trackBfdEntry = {
  summary: "One name per line.",
  positional: [reference("bfd_instance")],
  options: {
    weight: {
      summary: "How much the session's state changes the priority, instead of the weight of its definition.",
      args: [int("weight", -253, 253, { lenient: true }), oneOf("reverse", weightDirections, { optional: true })],
      onError:
        "bad weight: reported, the definition's weight is used; another third word: reported and the line is ignored",
    },
  },
  default: { weight: "weight of the bfd_instance", reverse: "reverse of the bfd_instance" },
  duplicate: "reported; the second is ignored",
  unknownName: "reported; the line is ignored (the definition must precede it in the file)",
  unknownOption: "reported; the line is ignored",
  missingValue: "'weight' without value: reported; the line is ignored",
} as const satisfies EntryGrammar;
