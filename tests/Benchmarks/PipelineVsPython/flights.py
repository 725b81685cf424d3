"""The flights sample as a script, with the library that the first argument names:

    python3 flights.py sklearn|xgboost FLIGHTS.csv MODEL

From the CSV to a prediction out of the stored model; the last line is what it measured, as JSON.
"""
import json
import pickle
import sys

import numpy
import pandas
from sklearn.metrics import log_loss, roc_auc_score

kind, source, model_file = sys.argv[1:]
data = pandas.read_csv(source, parse_dates=["date"])
late = (data["delay"] > 15).to_numpy()
names = {column: pandas.Categorical(data[column]) for column in ("origin", "destination")}
rows = pandas.DataFrame({
    "minute": (data["date"].dt.hour * 60 + data["date"].dt.minute).astype("float32"),
    "day": data["date"].dt.dayofweek.astype("float32"),
    "distance": data["distance"].astype("float32"),
    **names,
})
train = (data["date"] < "2001-05-01").to_numpy()
del data

if kind == "sklearn":
    # Categories have at most 255 values in this version; the rarest share a code.
    from sklearn.ensemble import HistGradientBoostingClassifier

    for column in names:
        counts = rows.loc[train, column].value_counts()
        places = {name: min(place, 254) for place, name in enumerate(counts.index)}
        rows[column] = rows[column].map(places).astype("float32").to_numpy()
    rows = rows.to_numpy(dtype="float32")
    model = HistGradientBoostingClassifier(
        max_iter=100, max_leaf_nodes=63, learning_rate=0.1, categorical_features=[3, 4], early_stopping=False,
        random_state=1)
    model.fit(rows[train], late[train])
    with open(model_file, "wb") as file:
        pickle.dump(model, file)
    scores = model.predict_proba(rows[~train])[:, 1]
    with open(model_file, "rb") as file:
        model = pickle.load(file)
    one = model.predict_proba(rows[~train][:1])[0, 1]
else:
    import xgboost

    model = xgboost.XGBClassifier(
        tree_method="hist", grow_policy="lossguide", n_estimators=100, max_leaves=63, max_depth=0, learning_rate=0.1,
        enable_categorical=True, random_state=1)
    model.fit(rows[train], late[train])
    model.save_model(model_file)
    scores = model.predict_proba(rows[~train])[:, 1]
    model = xgboost.XGBClassifier(enable_categorical=True)
    model.load_model(model_file)
    one = model.predict_proba(rows[~train][:1])[0, 1]

print(json.dumps({
    "auc": roc_auc_score(late[~train], scores), "log_loss": log_loss(late[~train], scores.astype(numpy.float64)),
    "one": float(one)}))
