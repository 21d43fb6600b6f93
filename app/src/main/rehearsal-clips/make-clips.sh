#!/usr/bin/env bash
# make-clips.sh - makes the speech clips of the rehearsed phone call.
#
# Needs these Debian packages (all in "main"; this script installs nothing):
#   festival festvox-us-slt-hts   the AGENT  (voice cmu_us_slt_arctic_hts, female)
#   flite                         the CALLER (voice rms = cmu_us_rms, male)
#   sox                           everything after the synthesizer
#   bash, coreutils, mawk or gawk (present on any Debian)
# The packages above also pull in festlex-cmu and festlex-poslex.
#
# Usage: ./make-clips.sh [OUTPUT_DIRECTORY]      (default: the clips in src/main/resources)
#
# Writes NAME.ulaw: headerless G.711 mu-law, 8000 Hz, mono, one byte a sample,
# length a multiple of 160 bytes (20 ms), padded with 0xFF (mu-law zero).
# Prints a table: name, bytes, milliseconds, RMS and peak in dBFS.
# The result is deterministic: two runs on one machine give the same bytes.
set -euo pipefail
export LC_ALL=C

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
out=${1:-$here/../resources/dev/switchhook/app/spa/rehearsal}

AGENT_RATE=1.23        # hts_engine speech rate (1.0 = the voice's own)
CALLER_STRETCH=0.76    # flite duration stretch (1.0 = the voice's own)
AGENT_GAP=0.18         # seconds between two sentences of one clip
CALLER_GAP=0.14
SIBILANT_SHIFT=2750    # Hz, see clip() below
SIBILANT_GAIN=8        # dB, against the 12 dB the modulation costs
EDGE=0.015             # seconds of silence put back at either end
RMS_DB=-20             # wanted RMS of each clip, dBFS
PEAK_DB=-3.5           # highest sample allowed before coding, dBFS

for tool in festival text2wave flite sox awk; do
  command -v "$tool" >/dev/null || {
    echo "make-clips.sh: '$tool' is missing; needs the Debian packages" \
         "festival festvox-us-slt-hts flite sox" >&2
    exit 1
  }
done

tmp=$(mktemp -d)
trap 'rm -rf -- "$tmp"' EXIT
mkdir -p -- "$out"

cat >"$tmp/agent.scm" <<SCM
(voice_cmu_us_slt_arctic_hts)
(set! hts_engine_params (append hts_engine_params (list '("-r" $AGENT_RATE))))
SCM

# synth agent|caller TEXT FILE.wav : one sentence, as the synthesizer gives it
synth() {
  case $1 in
    agent)  printf '%s\n' "$2" | text2wave -eval "$tmp/agent.scm" -o "$3" ;;
    caller) flite -voice rms --setf "duration_stretch=$CALLER_STRETCH" -t "$2" -o "$3" ;;
    *) echo "make-clips.sh: no speaker '$1'" >&2; exit 1 ;;
  esac
}

# level FILE.wav : prints "RMS peak", both in dBFS
level() {
  sox "$1" -n stats 2>&1 |
    awk '/^Pk lev dB/ {p=$4} /^RMS lev dB/ {r=$4} END {print r, p}'
}

# clip NAME agent|caller SENTENCE... : writes $out/NAME.ulaw
clip() {
  local name=$1 who=$2 n=0 gap parts=() sentence rms peak gain over bytes rest
  shift 2
  if [ "$who" = agent ]; then gap=$AGENT_GAP; else gap=$CALLER_GAP; fi

  for sentence in "$@"; do
    n=$((n + 1))
    synth "$who" "$sentence" "$tmp/raw.wav"
    sox -D "$tmp/raw.wav" -b 24 "$tmp/wide.wav" gain -n -9
    if [ "$who" = agent ]; then
      # This speaker's "s" lies above 5 kHz and a telephone would drop it
      # ("Spa" becomes "pa"): move that noise down by SIBILANT_SHIFT Hz into the
      # telephone band (amplitude modulation; the band filter below removes the
      # rest), and lift the upper band a little, as a handset microphone does.
      sox -D "$tmp/wide.wav" "$tmp/hiss.wav" \
        sinc -t 300 5300-9000 synth sine amod "$SIBILANT_SHIFT" gain "$SIBILANT_GAIN"
      sox -D -m -v 1 "$tmp/wide.wav" -v 1 "$tmp/hiss.wav" "$tmp/mix.wav" treble 5 2200
      mv "$tmp/mix.wav" "$tmp/wide.wav"
    else
      # the other way round: this speaker's "s" is louder than his vowels
      sox -D "$tmp/wide.wav" "$tmp/mix.wav" treble -6 2800
      mv "$tmp/mix.wav" "$tmp/wide.wav"
    fi
    # telephone band, then cut the silence at both ends and soften the cut
    sox -D "$tmp/wide.wav" "$tmp/band.wav" rate -v 8000 sinc -t 120 300-3400 gain -n -3
    sox -D "$tmp/band.wav" "$tmp/part$n.wav" \
      silence 1 0.004 0.5% reverse silence 1 0.004 0.6% \
      fade t 0.004 reverse fade t 0.004
    if [ "$n" -gt 1 ]; then
      sox -D -n -r 8000 -b 24 -c 1 "$tmp/gap.wav" trim 0 "$gap"
      parts+=("$tmp/gap.wav")
    fi
    parts+=("$tmp/part$n.wav")
  done
  sox -D "${parts[@]}" "$tmp/flat.wav" pad "$EDGE" "$EDGE"

  # level: to RMS_DB; where a peak would pass PEAK_DB, limit it and do it again
  cp "$tmp/flat.wav" "$tmp/now.wav"
  for _ in 1 2 3 4 5 6; do
    read -r rms peak < <(level "$tmp/now.wav")
    gain=$(awk -v r="$rms" -v w="$RMS_DB" 'BEGIN {printf "%.3f", w - r}')
    over=$(awk -v p="$peak" -v g="$gain" -v m="$PEAK_DB" 'BEGIN {print (p + g > m)}')
    if [ "$over" = 0 ]; then break; fi
    # 8 dB of headroom, so that nothing clips before the limiter
    sox -D "$tmp/now.wav" "$tmp/next.wav" \
      gain "$(awk -v g="$gain" 'BEGIN {printf "%.3f", g - 8}')" \
      compand 0.001,0.03 3:-68,-68,-20,-20,-11,-15.5,-8,-14.5,0,-12 0 -20 0.001
    mv "$tmp/next.wav" "$tmp/now.wav"
  done
  if [ "$over" != 0 ]; then echo "make-clips.sh: $name: peak too high" >&2; exit 1; fi

  sox -D "$tmp/now.wav" -t raw -r 8000 -c 1 -e mu-law -b 8 "$out/$name.ulaw" gain "$gain"
  bytes=$(stat -c %s "$out/$name.ulaw")
  rest=$(((160 - bytes % 160) % 160))
  if [ "$rest" -gt 0 ]; then
    head -c "$rest" /dev/zero | tr '\000' '\377' >>"$out/$name.ulaw"
  fi

  bytes=$(stat -c %s "$out/$name.ulaw")
  sox -t raw -r 8000 -c 1 -e mu-law -b 8 "$out/$name.ulaw" "$tmp/check.wav"
  read -r rms peak < <(level "$tmp/check.wav")
  printf '%-20s %6d bytes %6d ms   RMS %6.2f dBFS   peak %6.2f dBFS\n' \
    "$name" "$bytes" "$((bytes / 8))" "$rms" "$peak"
}

clip agent-greeting    agent  "Serenity Spa, good afternoon." "How can I help you?"
clip agent-interrupted agent  "Of course." \
  "We have the classic massage, the deep tissue massage, the hot stone massage, and a facial, and each of them comes with tea in the garden room."
clip agent-offer       agent  "The hot stone massage." "One moment, I will look."
clip agent-reads-back  agent  "I am holding that time for you." "Shall I book it?"
clip agent-booked      agent  "Done." "You are booked." "Is there anything else?"
clip agent-taken       agent  "That time has just been taken." "I will try another one."
clip agent-sorry       agent  "I am sorry, I could not book that." "Please call again later."
clip agent-goodbye     agent  "Thank you for calling." "Goodbye!"
clip caller-request    caller "Hello, I would like to book a massage, please."
clip caller-interrupts caller "The hot stone massage, please."
clip caller-yes        caller "Yes, please."
clip caller-thanks     caller "No, that is all." "Thank you, goodbye."
