# %% [markdown]
# # How well are resumes understood?
#
# Tags and facts of labelled resumes, compared with what a careful reader ticked. It runs on the shipped samples; set
# `CS_MATCH_LABELLED` to a folder of your own labelled resumes (one YAML each, as in `data/labelled`).

# %%
import os
from pathlib import Path

import matplotlib

matplotlib.use(os.environ.get("MPLBACKEND", "Agg"))
import matplotlib.pyplot as plt
import pandas as pd

from cs_match import Tagger, load_lexicon, read_candidate, read_text
from cs_match.evaluation.labelled import load_labelled
from cs_match.evaluation.understanding import field_scores, tag_scores
from cs_match.reports.frames import tags_frame

ROOT = Path(__file__).parent.parent if "__file__" in globals() else Path.cwd().parent
folder = Path(os.environ.get("CS_MATCH_LABELLED", ROOT / "data" / "samples_labelled"))

# %% [markdown]
# ## Read every resume, with its running jobs ended on the day of the document

# %%
lexicon = load_lexicon()
tagger = Tagger(lexicon)
labels = list(load_labelled(folder))
candidates = [
    read_candidate(read_text(label.text, source=label.id, markdown=True), tagger=tagger, as_of=label.modified)
    for label in labels
]
pairs = list(zip(candidates, labels, strict=True))

# %% [markdown]
# ## Tags: precision, recall and F1, and whether what is denied stays uncredited

# %%
scores = tag_scores(pairs)
print(
    f"{len(pairs)} resumes: F1 {scores.micro.f1:.3f}, precision {scores.micro.precision:.3f}, "
    f"recall {scores.micro.recall:.3f}; denied and kept out {scores.denied_kept_out:.3f} of {scores.denied}"
)
category = {skill.id: skill.category for skill in lexicon.skills}
per_skill = pd.DataFrame(
    [(skill, category[skill], one.right, one.wrong, one.missed) for skill, one in scores.per_skill.items()],
    columns=["skill", "category", "right", "wrong", "missed"],
)
per_category = per_skill.groupby("category")[["right", "wrong", "missed"]].sum()
per_category["f1"] = 2 * per_category.right / (2 * per_category.right + per_category.wrong + per_category.missed)
print(per_category.sort_values("f1").round(3))

# %% [markdown]
# ## Facts: accuracy of each field

# %%
fields = pd.Series(field_scores(pairs), name="accuracy")
print(fields.round(3))

# %% [markdown]
# ## The evidence behind the tags of the first resume

# %%
print(tags_frame(candidates[:1]).head(10).to_string())

# %% [markdown]
# ## One picture

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5), constrained_layout=True)
per_category.f1.sort_values().plot.barh(ax=left, color="#3b78a8", title="F1 of tags by category")
fields.sort_values().plot.barh(ax=right, color="#5a9a6f", title="Accuracy of facts by field")
for axis in (left, right):
    axis.set_xlim(0, 1)
    axis.set_ylabel("")
figure.suptitle(f"{len(pairs)} labelled resumes from {folder.name}")
if target := os.environ.get("CS_MATCH_FIGURE"):
    figure.savefig(target, dpi=110)

assert 0 < scores.micro.f1 <= 1
assert fields.between(0, 1).all()
