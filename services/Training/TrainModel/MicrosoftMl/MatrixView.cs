using Microsoft.ML;
using Microsoft.ML.Data;

using Trainyard.Features;
using Trainyard.Pipelines;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>Writes the features of a row as a trainer is to see them.</summary>
internal delegate void WriteRow(int row, ref VBuffer<float> features);

/// <summary>A matrix as Microsoft.ML reads data: rows are made when they are asked for, nothing is boxed.</summary>
internal sealed class MatrixView : IDataView
{
    public const string Features = "Features";
    public const string Label = "Label";

    private readonly FeatureMatrix matrix;
    private readonly WriteRow write;
    private readonly Func<float, float> label;
    private readonly CancellationToken cancellation;

    /// <param name="matrix">The rows.</param>
    /// <param name="width">Features of a row as <paramref name="write"/> gives them.</param>
    /// <param name="write">Gives the features of a row.</param>
    /// <param name="label">Regression: what the trainer sees instead of the label.</param>
    /// <param name="cancellation">Ends every pass over the rows.</param>
    public MatrixView(
        FeatureMatrix matrix, int width, WriteRow write, Func<float, float> label, CancellationToken cancellation)
    {
        (this.matrix, this.write, this.label, this.cancellation) = (matrix, write, label, cancellation);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, width));
        schema.AddColumn(Label, matrix.Label.Task switch
        {
            LearningTask.Binary => BooleanDataViewType.Instance,
            LearningTask.Multiclass => new KeyDataViewType(typeof(uint), matrix.Label.Classes.Count),
            _ => NumberDataViewType.Single,
        });
        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => matrix.Rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(this)];

    private sealed class Cursor(MatrixView view) : DataViewRowCursor
    {
        private int row = -1;

        public override long Position => row;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override bool MoveNext()
        {
            if ((row & 0xFFF) == 0)
                view.cancellation.ThrowIfCancellationRequested();
            return ++row < view.matrix.Rows;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId id) => id = new DataViewRowId((ulong)row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var values = view.matrix.Label.Values;
            Delegate getter = (column.Name, view.matrix.Label.Task) switch
            {
                (Features, _) => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => view.write(row, ref value)),
                (_, LearningTask.Binary) => (ValueGetter<bool>)((ref bool value) => value = values.Span[row] > 0),
                (_, LearningTask.Multiclass) =>
                    (ValueGetter<uint>)((ref uint value) => value = (uint)values.Span[row] + 1), // 0 means missing
                _ => (ValueGetter<float>)((ref float value) => value = view.label(values.Span[row])),
            };
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column {column.Name} has no values of type {typeof(TValue).Name}.");
        }
    }
}
